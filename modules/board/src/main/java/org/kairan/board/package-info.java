/**
 * The bulletin board: a section publishes a bulletin to an audience, people read it, and who published it sees who has read it and who has not (N-BOARD-1, N-BOARD-4).
 *
 * <p>A bulletin is {@code published}, may be edited, and may be withdrawn and put back. A reading is written once, at its first time, and never changes. 'Addressed' to a bulletin are those who today hold one of
 * its groups and held it on the day of publishing; they are who is counted. Newcomers may read what is older, but it is not unread for them. The author is never counted.
 *
 * <p>How 'unread' is kept so that it costs what is shown, not what exists: docs/decisions/0006-unread.md.
 */
package org.kairan.board;
