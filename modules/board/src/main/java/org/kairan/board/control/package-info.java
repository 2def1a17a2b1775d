/** Rules over several entities: who may see and do what with a bulletin. */
package org.kairan.board.control;
