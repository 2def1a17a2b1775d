/** Minutes (会議録): what was said, decided and left to do in a room, who was there and had read it, and how that is written as DOCX, PDF and CSV. */
package org.kairan.chat.control.minutes;
