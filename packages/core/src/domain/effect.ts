/** What an operation does to the world. Only this decides what may be repeated; the HTTP method cannot, since reads are POST too. */
export type Effect = 'read' | 'dial';
