/** What happens once when the application starts: data source, clock, migrations, the offer to make the first administrator. */
package org.kairan.webapp.start;
