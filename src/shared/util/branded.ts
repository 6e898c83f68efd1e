/** A value of type `Base` that cannot be mixed up with another brand of the same base. */
export type Branded<Base, Brand extends string> = Base & { readonly __brand: Brand };
