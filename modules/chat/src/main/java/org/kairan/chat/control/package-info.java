/** Rules that span rooms, members and messages, and what is kept in memory of rooms that many follow. */
package org.kairan.chat.control;
