import type { CallPlan, EndType, QueueStep } from '../calls/call-plan.ts';

/** The slots of a campaign in which a custom tool runs. *Call answered* and all actions of inbound routes are commented out in the server. */
export type ActionSlot = 'callInitiationFailureTool' | 'callInitiatedTool' | 'callDeclinedTool' | 'callMissedTool' | 'callEndedTool';

/** One run of a tool that the server will start. */
export interface CampaignAction {
  readonly slot: ActionSlot;
  /** When, by the sandbox's clock, in ms since 1970 UTC. */
  readonly at: number;
}

/**
 * Everything that a call starts in its campaign, in order. A call that has no end of its own starts nothing when it ends, and neither
 * does one that the deletion of its business cancels.
 */
export function actionsOf(plan: CallPlan): readonly CampaignAction[] {
  return [...plan.queue.flatMap(actionOfStep), ...actionsOfEnd(plan)].sort((left, right) => left.at - right.at);
}

function actionOfStep(step: QueueStep): readonly CampaignAction[] {
  if (step.completedAt === undefined) return [];
  if (step.status === 4) return [{ slot: 'callInitiatedTool', at: step.at }];
  return step.status >= 5 ? [{ slot: 'callInitiationFailureTool', at: step.at }] : [];
}

/** Started once the conversation is stored as ended, with its reason; so whoever reads the call then, reads the end. */
function actionsOfEnd({ session }: CallPlan): readonly CampaignAction[] {
  const slot = session === null || session.lost || session.endTypeAt === null ? null : slotOfEnd(session.endType);
  const ended = session?.steps.find(({ state }) => state === 6);
  return slot === null || ended === undefined ? [] : [{ slot, at: ended.at }];
}

function slotOfEnd(endType: EndType): ActionSlot | null {
  switch (endType) {
    case 3:
      return 'callDeclinedTool';
    case 4:
      return 'callMissedTool';
    case 5:
    case 6:
    case 7:
    case 8:
    case 9:
    case 10:
      return 'callEndedTool';
    case 0:
    case 1:
    case 2:
      return null;
    default:
      return endType satisfies never;
  }
}
