export const initiateCallSample = {
  queue_id: '6742e6b8f0a1c2d3e4f50617',
  placed: true,
  deduplicated: false,
  recovered: false,
  recipient_number: '+14155552671',
  campaign_id: '6713c0f2a54d1b0c9e4f7a21',
  scheduled_for: '2026-11-24T09:15:00.000Z',
  latest_start: '2026-11-24T09:17:00.000Z',
  call_key: 'k5pm2q7vtrx4n3jwzc6dabhe2y',
  warnings: [],
};
