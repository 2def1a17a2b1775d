/** How one module shows another's things without knowing them, and what it offers to do with them. */
package org.kairan.core.card;
