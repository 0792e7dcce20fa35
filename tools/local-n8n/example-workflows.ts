import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CredentialRef, N8nClient, StoredWorkflow, WorkflowContent } from './rest-client.ts';

export const examplesFolder = path.resolve(import.meta.dirname, '../../examples/n8n');

export interface ExampleWorkflow {
  readonly file: string;
  readonly content: WorkflowContent;
}

/** The workflows a user can import, as they are in the examples folder. */
export function readExampleWorkflows(): readonly ExampleWorkflow[] {
  const files = readdirSync(examplesFolder).filter((file) => file.endsWith('.json'));
  return files.toSorted().map((file) => ({
    file,
    content: JSON.parse(readFileSync(path.join(examplesFolder, file), 'utf8')) as WorkflowContent,
  }));
}

/** Imports a workflow and picks the given credentials (by type) in its nodes: what a user does in the editor after an import. */
export function importWorkflow(client: N8nClient, content: WorkflowContent, credentials: Readonly<Record<string, CredentialRef>>): Promise<StoredWorkflow> {
  const nodes = content.nodes.map((node) => {
    if (node.credentials === undefined) return node;
    const chosen = Object.keys(node.credentials).map((type) => {
      const credential = credentials[type];
      if (credential === undefined) throw new Error(`"${node.name}" needs a credential of the type ${type}.`);
      return [type, credential] as const;
    });
    return { ...node, credentials: Object.fromEntries(chosen) };
  });
  const { name, connections, settings, pinData } = content;
  const more = { ...(settings === undefined ? {} : { settings }), ...(pinData === undefined ? {} : { pinData }) };
  return client.createWorkflow({ name, nodes, connections, ...more });
}
