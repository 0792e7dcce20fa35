import { defineApp, version as platformVersion } from 'zapier-platform-core';
import packageJson from '../package.json';
import { authentication } from './authentication.ts';
import { initiateCall } from './creates/initiate-call.ts';
import { agentList, campaignList, numberList } from './triggers/business-lists.ts';

const app = defineApp({
  version: packageJson.version,
  platformVersion,
  authentication,
  creates: { [initiateCall.key]: initiateCall },
  triggers: {
    [campaignList.key]: campaignList,
    [agentList.key]: agentList,
    [numberList.key]: numberList,
  },
  // Core reads empty values as a person means them, and every request goes through `z.request`.
  flags: { cleanInputData: false, skipHttpPatch: true },
});

export default app;
