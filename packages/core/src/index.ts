export type { Agent, Business, CallingNumber, Campaign, DeclaredVariable } from './domain/business.ts';
export type { CallEntry, CallOutcome, CallProgress, EndReason, InboundCallEntry, SessionState } from './domain/call.ts';
export { callOutcomes } from './domain/call.ts';
export type { CallFilter, InboundCallFilter } from './domain/call-filter.ts';
export type { Clock } from './domain/clock.ts';
export type { Conversation, ConversationMessage, ConversationParty, Speaker } from './domain/conversation.ts';
export type { Page } from './domain/page.ts';
export type { CallReads, ListQuery, Read, ServerKind } from './domain/reads.ts';
export type { ErrorKind, InputProblem, IqraErrorInit, Placement } from './errors/iqra-error.ts';
export { IqraError, isIqraError } from './errors/iqra-error.ts';
export { maskPhoneNumber, redact } from './errors/redact.ts';
export type { HttpRequest, HttpResponse, Transport, TransportFailure, TransportResult, WasSent } from './transport/transport.ts';
export type { Dial, DialAnswer, DialRequest, KeyStore, PlacedCall, PlannedCall, SendingOptions } from './domain/planned-call.ts';
export type { Client, ClientDeps } from './client.ts';
export { createClient } from './client.ts';
export type { Connection, RequestFormat } from './domain/connection.ts';
export { requestFormats } from './domain/connection.ts';
export type { ConversationFilter } from './domain/conversation.ts';
export type { Effect } from './domain/effect.ts';
export type { ConsumedFeature, UsageCountQuery, UsageCounts, UsageRecord } from './domain/usage.ts';
export type { WebSession, WebSessionFilter } from './domain/web-session.ts';
export type { CatalogueRow } from './errors/catalogue.ts';
export { catalogue } from './errors/catalogue.ts';
export type { OperationName } from './operations/index.ts';
export { operations } from './operations/index.ts';
export type { Operation } from './operations/operation.ts';
export { classifyFailure } from './transport/classify-failure.ts';
export type { Field, FieldChoice, FieldKind, Fields, InputOf } from './fields/field.ts';
export { defineFields } from './fields/field.ts';
export { connectionFields } from './fields/connection.fields.ts';
export { initiateCallFields, initiateCallGroups } from './fields/initiate-call.fields.ts';
export { paceFields } from './fields/pace.fields.ts';
export type { ConnectionRules } from './fields/parse-connection.ts';
export { parseConnection } from './fields/parse-connection.ts';
export { inputError, parseInput } from './fields/parse-input.ts';
export type { PhoneOptions } from './phone/normalize-phone-number.ts';
export { normalizePhoneNumber } from './phone/normalize-phone-number.ts';
export type { AcceptedPhoneNumber, PhoneRefusalCode, PhoneRepair, PhoneResult, RefusedPhoneNumber } from './phone/phone-result.ts';
export { phoneRefusalCodes, phoneRepairs } from './phone/phone-result.ts';
export type { OptInPhoneType, PhoneType } from './phone/phone-type.ts';
export { isOptInPhoneType, optInPhoneTypeLabels, optInPhoneTypes, phoneTypes } from './phone/phone-type.ts';
export {
  automaticKeyLifetimeMs,
  checkEventKey,
  contentBucketMs,
  createCallKey,
  createContentKeys,
  userKeyLifetimeMs,
} from './sending/call-key.ts';
export type { CallIdentity, ContentIdentity, EventKeyCheck } from './sending/call-key.ts';
export { callAttemptName, callKeyName, callSourceName } from './sending/call-metadata.ts';
export { decideRetry } from './sending/decide-retry.ts';
export type { Attempt, AttemptFailure, RetryDecision } from './sending/decide-retry.ts';
export { longestGuardedPatienceMs } from './sending/fence.ts';
export { createInFlightKeys } from './sending/in-flight-keys.ts';
export type { InFlightKeys } from './sending/in-flight-keys.ts';
export { createLedger } from './sending/ledger.ts';
export type { Ledger, LedgerEntry } from './sending/ledger.ts';
export { createPacer } from './sending/pacer.ts';
export type { Pacer, PacerOptions } from './sending/pacer.ts';
export { placeOnce } from './sending/place-once.ts';
export { placeWithLedger } from './sending/place-with-ledger.ts';
export type { LedgerPlace } from './sending/place-with-ledger.ts';
export type { SendingDeps, SendingProgress } from './sending/sending-run.ts';
export type { HostEvent } from './calling/host-event.ts';
export type { PlaceCallDeps } from './calling/place-call.ts';
export { placeCall } from './calling/place-call.ts';
export type { CallPlan } from './calling/plan-call.ts';
export { planCall } from './calling/plan-call.ts';
export type { CallQuestion } from './finding/find-call.ts';
export { findCall } from './finding/find-call.ts';
