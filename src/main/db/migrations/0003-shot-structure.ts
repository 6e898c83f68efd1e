import type { Migration } from './migration.ts';

/**
 * What a shot is besides its words: size, angle, lens, framing, action; and how a person sorts shots: tags, fields of
 * the project's own, colours, a status, numbers that stay. A shot of before has none of it, so that its recipe's
 * digest, and with it every take, stays as it is.
 */
export const migration: Migration = {
  version: 3,
  name: 'shot-structure',
  up(db) {
    db.exec(`
      ALTER TABLE projects ADD COLUMN custom_field_definitions TEXT NOT NULL DEFAULT '[]'
        CHECK (json_valid(custom_field_definitions));
      ALTER TABLE projects ADD COLUMN are_numbers_locked INTEGER NOT NULL DEFAULT 0
        CHECK (are_numbers_locked IN (0, 1));

      ALTER TABLE scenes ADD COLUMN colour TEXT;
      ALTER TABLE scenes ADD COLUMN locked_number TEXT;

      ALTER TABLE shots ADD COLUMN shot_size TEXT;
      ALTER TABLE shots ADD COLUMN angle TEXT;
      -- Focal length as on a 35 mm camera.
      ALTER TABLE shots ADD COLUMN lens_mm REAL CHECK (lens_mm IS NULL OR lens_mm > 0);
      ALTER TABLE shots ADD COLUMN action TEXT NOT NULL DEFAULT '';
      -- {"start":{"left":0,"top":0,"size":1},"end":{…},"easing":"smooth"}
      ALTER TABLE shots ADD COLUMN framing TEXT CHECK (framing IS NULL OR json_valid(framing));
      ALTER TABLE shots ADD COLUMN tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags));
      -- By the id of the definition: {"field_…":"Unit B"}
      ALTER TABLE shots ADD COLUMN custom_fields TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(custom_fields));
      ALTER TABLE shots ADD COLUMN colour TEXT;
      ALTER TABLE shots ADD COLUMN status TEXT NOT NULL DEFAULT 'planned';
      ALTER TABLE shots ADD COLUMN locked_number TEXT;
    `);
  },
};
