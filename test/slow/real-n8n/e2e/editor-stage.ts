import { startSandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import type { CredentialRef } from '../../../../tools/local-n8n/rest-client.ts';
import { startStandInChatModel, type StandInChatModel } from '../../../../tools/local-n8n/stand-in-chat-model.ts';
import { standInModelArguments } from '../../../../tools/local-n8n/stand-in-model-arguments.ts';
import { openEditor, type Editor } from './screenshots.ts';
import { sandboxCredential, type Stage } from './stage.ts';

/** What a scene in the editor works with; the sandbox and the chat model are its own. */
export interface EditorStage extends Stage {
  readonly editor: Editor;
  readonly model: StandInChatModel;
  readonly openAiApi: CredentialRef;
}

/**
 * Plays a scene in Chromium, on a sandbox of its own: daily limits, caps and lists count the calls of that scene alone, whatever was played before.
 * Afterwards its credentials go: n8n puts the newest one into a new node, and that must not be one of a server that is gone.
 */
export async function playInEditor(shared: Stage, imageFolder: string, play: (stage: EditorStage) => Promise<void>): Promise<void> {
  const { client } = shared.n8n;
  const sandbox = await startSandbox();
  const model = await startStandInChatModel(standInModelArguments);
  const credential = await client.createCredential('Iqra AI (sandbox)', 'iqraAiApi', sandboxCredential(sandbox));
  const openAiApi = await client.createCredential('Chat model (stand-in)', 'openAiApi', { apiKey: 'stand-in', url: model.baseUrl });
  const editor = await openEditor(shared.n8n, imageFolder);
  try {
    await play({ ...shared, sandbox, credential, editor, model, openAiApi });
  } finally {
    await editor.close();
    for (const made of [credential, openAiApi]) await client.deleteCredential(made);
    await model.close();
    await sandbox.close();
  }
}
