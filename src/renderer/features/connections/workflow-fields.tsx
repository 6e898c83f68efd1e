/** Workflows of a ComfyUI server: added from files, each with the inputs that Shotwright fills in. */
import { Select, TextInput } from '@mantine/core';
import IconRemove from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { type ChangeEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import { missingSources } from '#shared/domain/comfy-workflow/comfy-workflow.ts';
import { bindingSources, type ComfyBinding, type ComfyWorkflow } from '#shared/domain/connection.ts';
import type { DraftProblems } from './connection-draft.ts';
import styles from './dialog-form.module.css';
import { FormSection } from './form-section.tsx';
import { freeName, listNodes, readWorkflowFile, type WorkflowNode } from './workflow-file.ts';

export type WorkflowFieldsProps = {
  workflows: ComfyWorkflow[];
  problems: DraftProblems['workflows'];
  onChange: (workflows: ComfyWorkflow[]) => void;
};

export function WorkflowFields({ workflows, problems, onChange }: WorkflowFieldsProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [fileProblems, setFileProblems] = useState<readonly string[]>([]);

  async function add(event: ChangeEvent<HTMLInputElement>) {
    const files = [...(event.currentTarget.files ?? [])];
    // The same file can be chosen again.
    event.currentTarget.value = '';
    const added = [...workflows];
    const found: string[] = [];
    for (const file of files) {
      const reading = readWorkflowFile(file.name, await file.text());
      if (reading.kind === 'problem') {
        found.push(t(`connections.workflow.${reading.problem}`, { fileName: file.name }));
        continue;
      }
      const name = freeName(
        reading.workflow.name,
        added.map((other) => other.name),
      );
      added.push({ ...reading.workflow, name });
    }
    setFileProblems(found);
    if (added.length > workflows.length) onChange(added);
  }

  return (
    <FormSection title={t('connections.workflows')} text={t('connections.workflowsText')}>
      {workflows.map((workflow, index) => (
        <WorkflowCard
          // oxlint-disable-next-line react/no-array-index-key -- names change while they are typed
          key={index}
          workflow={workflow}
          problem={problems.get(index) ?? null}
          onChange={(next) => onChange(workflows.with(index, next))}
          onRemove={() => onChange(workflows.toSpliced(index, 1))}
        />
      ))}
      {fileProblems.map((problem) => (
        <p key={problem} className={styles.error} role="alert">
          {problem}
        </p>
      ))}
      <div className={styles.row}>
        <CommandButton command="dialog.chooseFile" onClick={() => input.current?.click()}>
          {t('connections.addWorkflow')}
        </CommandButton>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          multiple
          hidden
          onChange={(event) => void add(event)}
        />
      </div>
    </FormSection>
  );
}

type WorkflowCardProps = {
  workflow: ComfyWorkflow;
  problem: 'workflowName' | 'workflowTwice' | null;
  onChange: (workflow: ComfyWorkflow) => void;
  onRemove: () => void;
};

function WorkflowCard({ workflow, problem, onChange, onRemove }: WorkflowCardProps) {
  const { t } = useTranslation();
  const nodes = listNodes(workflow.graph);
  const { name, bindings } = workflow;
  const setBindings = (next: ComfyBinding[]) => onChange({ ...workflow, bindings: next });
  const [firstNode] = nodes;
  const missing = missingSources(bindings);
  return (
    <div className={styles.workflow}>
      <div className={styles.row}>
        <TextInput
          className={styles.grow ?? ''}
          aria-label={t('connections.workflowName')}
          dir="auto"
          maxLength={200}
          value={name}
          error={problem && t(`connections.problem.${problem}`)}
          onChange={(event) => onChange({ ...workflow, name: event.currentTarget.value })}
        />
        <span className={styles.hint}>{t('connections.workflowNodes', { count: nodes.length })}</span>
        <IconButton label={t('connections.removeWorkflow', { name })} onClick={onRemove}>
          <IconRemove size={16} />
        </IconButton>
      </div>
      {bindings.length > 0 ? (
        <BindingsTable name={name} bindings={bindings} nodes={nodes} onChange={setBindings} />
      ) : (
        <p className={styles.text}>{t('connections.noBindings')}</p>
      )}
      {missing.length > 0 && (
        <p className={styles.warning} role="status">
          {t('connections.bindingsMissing', {
            values: missing.map((source) => t(`connections.source.${source}`)).join(', '),
          })}
        </p>
      )}
      <div className={styles.row}>
        <Button
          size="small"
          disabled={!firstNode}
          onClick={() => {
            if (!firstNode) return;
            const { nodeId, inputNames } = firstNode;
            setBindings([...bindings, { source: 'prompt', nodeId, inputName: inputNames[0] ?? '' }]);
          }}
        >
          {t('connections.addBinding')}
        </Button>
      </div>
    </div>
  );
}

type BindingsTableProps = {
  name: string;
  bindings: ComfyBinding[];
  nodes: readonly WorkflowNode[];
  onChange: (bindings: ComfyBinding[]) => void;
};

function BindingsTable({ name, bindings, nodes, onChange }: BindingsTableProps) {
  const { t } = useTranslation();
  const captionId = useId();
  const columns = [t('connections.bindingValue'), t('connections.bindingNode'), t('connections.bindingInput')] as const;
  return (
    <div className={styles.tableScroll} role="group" tabIndex={0} aria-labelledby={captionId}>
      <table className={styles.table}>
        <caption id={captionId} className={styles.hint}>
          {t('connections.bindings', { name })}
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
            <th scope="col">
              <VisuallyHidden>{t('connections.removeKey')}</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {bindings.map((binding, index) => (
            <BindingRow
              // oxlint-disable-next-line react/no-array-index-key -- lines are told apart by their place only
              key={index}
              number={index + 1}
              columns={columns}
              binding={binding}
              nodes={nodes}
              onChange={(next) => onChange(bindings.with(index, next))}
              onRemove={() => onChange(bindings.toSpliced(index, 1))}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type BindingRowProps = {
  number: number;
  columns: readonly [string, string, string];
  binding: ComfyBinding;
  nodes: readonly WorkflowNode[];
  onChange: (binding: ComfyBinding) => void;
  onRemove: () => void;
};

function BindingRow({ number, columns, binding, nodes, onChange, onRemove }: BindingRowProps) {
  const { t } = useTranslation();
  const { source, nodeId, inputName } = binding;
  const node = nodes.find((other) => other.nodeId === nodeId);
  // What does not fit the workflow stays to be seen and corrected.
  const inputNames = [...new Set([...(node?.inputNames ?? []), inputName])].filter(Boolean);
  const nodeChoices = nodes.map((other) => ({ value: other.nodeId, label: `${other.nodeId}: ${other.label}` }));
  const labelOf = (column: string) => t('connections.bindingOf', { column, number });
  return (
    <tr>
      <td>
        <Select
          aria-label={labelOf(columns[0])}
          data={bindingSources.map((value) => ({ value, label: t(`connections.source.${value}`) }))}
          value={source}
          onChange={(value) => onChange({ ...binding, source: value as ComfyBinding['source'] })}
        />
      </td>
      <td>
        <Select
          aria-label={labelOf(columns[1])}
          searchable
          data={
            node
              ? nodeChoices
              : [{ value: nodeId, label: t('connections.bindingNodeGone', { nodeId }) }, ...nodeChoices]
          }
          value={nodeId}
          onChange={(value) => {
            const next = nodes.find((other) => other.nodeId === value);
            if (next) onChange({ ...binding, nodeId: next.nodeId, inputName: next.inputNames[0] ?? '' });
          }}
        />
      </td>
      <td>
        <Select
          aria-label={labelOf(columns[2])}
          data={inputNames}
          value={inputName || null}
          onChange={(value) => onChange({ ...binding, inputName: value ?? '' })}
        />
      </td>
      <td>
        <IconButton label={t('connections.removeBinding', { number })} onClick={onRemove}>
          <IconRemove size={16} />
        </IconButton>
      </td>
    </tr>
  );
}
