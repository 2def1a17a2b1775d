/** State of bulletins and readings; the only place that knows the schema {@code board}. */
package org.kairan.board.entity;
