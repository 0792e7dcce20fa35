/** What the stand-in for a chat model "decides": the person whom the example's request names. */
export const standInModelArguments: Readonly<Record<string, string>> = {
  recipient_number: '+14155550101',
  customer_name: 'Amina Rahman',
  appointment_time: 'tomorrow at 10',
  event_key: 'C-1007-reminder',
};
