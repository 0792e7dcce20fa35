import { BadTemplate, fillArgument, renderTemplate } from '../../../../packages/sandbox/src/actions/templates.ts';

/** What these say was run on the server's own template engine; see docs/api-facts.md. */
const metadata = { crm_id: 'C-1', iqra_resume_url: 'https://n8n.example.com/webhook-waiting/7?signature=a', quoted: 'he said "no"' };
const variables = { call_queue_id: 'q1', call_queue_metadata: metadata, call_queue_provider_call_id: null, call_queue_created_at: new Date('2026-11-29T14:31:07.123Z') };

describe('from the campaign to an argument', () => {
  it('a text that is one variable hands over the value itself', () => {
    expect(fillArgument('{={call_queue_metadata}=}', variables)).toEqual(metadata);
    expect(fillArgument(' {={ call_queue_metadata }=} ', variables)).toEqual(metadata);
  });

  it('mixed text gets texts raw, nothing as null, times in ISO and maps as JSON', () => {
    expect(fillArgument('id {={call_queue_id}=}, {={call_queue_provider_call_id}=}', variables)).toBe('id q1, null');
    expect(fillArgument('at {={call_queue_created_at}=}', variables)).toBe('at 2026-11-29T14:31:07.123Z');
    expect(fillArgument('m {={call_queue_metadata}=}', variables)).toBe(`m ${JSON.stringify(metadata)}`);
  });

  it('a dotted path renders empty: only whole variables are known', () => {
    expect(fillArgument('{={call_queue_metadata.crm_id}=}', variables)).toBe('');
  });
});

describe('from the arguments to the request', () => {
  const values = { call: metadata, at: variables.call_queue_created_at, queue_id: 'q1' };

  it('members of a map can be named, and what is missing is nothing', () => {
    expect(renderTemplate('{{ call.iqra_resume_url }}', values)).toBe(metadata.iqra_resume_url);
    expect(renderTemplate('{{ call["crm_id"] }}', values)).toBe('C-1');
    expect(renderTemplate('[{{ call.absent }}{{ nothing.at.all }}]', values)).toBe('[]');
  });

  it('a time loses its time, and a whole map needs to_json', () => {
    expect(renderTemplate('{{ at }}', values)).toBe('29 Nov 2026');
    expect(renderTemplate('{{ call }}', values)).toContain('crm_id: "C-1"');
    expect(JSON.parse(renderTemplate('{{ call | object.to_json }}', values))).toEqual(metadata);
    expect(renderTemplate('{{ call.quoted | string.literal }}', values)).toBe('"he said \\"no\\""');
  });

  it('text that comes out of a value is not rendered again', () => {
    expect(renderTemplate('{{ name }}', { name: '{{ queue_id }}' })).toBe('{{ queue_id }}');
  });

  it('a long text is cut', () => {
    expect(renderTemplate('{{ name }}', { name: 'a'.repeat(20_000) })).toBe(`${'a'.repeat(16_000)}...`);
  });

  it.each(['end', 'if', 'for'])('an argument named %s makes every run fail', (name) => {
    expect(() => renderTemplate('plain', { [name]: 'x' })).toThrow(BadTemplate);
  });
});
