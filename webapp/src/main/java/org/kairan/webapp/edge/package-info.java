/** What every request passes: security headers, same-origin check, session, errors as problems. */
package org.kairan.webapp.edge;
