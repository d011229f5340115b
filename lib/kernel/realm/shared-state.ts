/** Places in the memory that the cells' thread shares with its guard. */
export const interruptedCell = 0;
export const mustBreak = 1;

/** What stands at `mustBreak`: nothing runs, a stretch of a cell runs, the guard has sent the signal that breaks it. */
export const idle = 0;
export const running = 1;
export const interrupting = 2;
