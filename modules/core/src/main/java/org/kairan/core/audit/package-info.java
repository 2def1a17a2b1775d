/** What must be accounted for later. */
package org.kairan.core.audit;
