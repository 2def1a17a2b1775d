/** The edge: what stands between the modules and the network. Filters, error forms, the live connection, migrations at start. */
package org.kairan.webapp;
