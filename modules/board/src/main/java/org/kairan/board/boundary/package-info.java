/** The way in: REST resources; transactions begin here. */
package org.kairan.board.boundary;
