import { defineFields, parseInput, searching, type Client, fieldErrors, inputError } from '@iqra-automation/core';
import { type Bundle, defineSearch, type PlainInputField, type PlainOutputField, type ZObject } from 'zapier-platform-core';
import { readDrawn } from '../drawn-fields.ts';
import { runReadingStep } from '../run-step.ts';

/** Something of the business that has a name; `id` is what a step needs. */
export interface Named extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly name: string;
}

/** Those whose name is the text, else those whose name contains it, as core compares names. */
export type PickByName = <One extends { readonly name: string }>(all: readonly One[]) => readonly One[];

/** How the searches by name differ. */
interface NameSearch<Found extends Named> {
  readonly key: string;
  readonly noun: string;
  readonly description: string;
  readonly nameHelp: string;
  /** What is asked beside the name. */
  readonly moreInputFields?: PlainInputField[];
  readonly find: (client: Client, pick: PickByName, inputData: Bundle['inputData']) => Promise<readonly Found[]>;
  /** What of a text and of a name is compared; absent = the whole. */
  readonly compared?: (text: string) => string;
  readonly outputFields: PlainOutputField[];
  readonly sample: Found;
}

/** What every search by name asks; each says in its own words what a name is there. */
const nameFields = defineFields({ name: { kind: 'text', required: true, label: 'Name', help: '', example: '' } });

/** A search that finds a part of the business by its name: the exact name first, else every name that contains the text. */
export function defineNameSearch<Found extends Named>(search: NameSearch<Found>) {
  const { key, noun, description, nameHelp, moreInputFields = [], find, compared = (text) => text, outputFields, sample } = search;
  const perform = async (z: ZObject, bundle: Bundle): Promise<Found[]> =>
    runReadingStep(z, bundle, async ({ client }) => {
      const isMore = (name: string): boolean => moreInputFields.some((field) => field.key === name);
      const wanted = compared(parseInput(nameFields, readDrawn(nameFields, bundle.inputData, isMore)).name);
      if (wanted === '') throw inputError([fieldErrors.problem('REQUIRED', 'name', { label: nameFields.name.label })]);
      const pick: PickByName = (all) => searching.pickNamed(all.map((one) => ({ one, name: compared(one.name) })), wanted, 'part').map(({ one }) => one);
      return [...(await find(client, pick, bundle.inputData))];
    });
  return defineSearch({
    key,
    noun,
    display: { label: `Find ${noun}`, description },
    operation: {
      inputFields: [{ key: 'name', label: nameFields.name.label, type: 'string', required: true, helpText: nameHelp }, ...moreInputFields],
      perform,
      outputFields,
      sample,
    },
  });
}
