/** What every module may know of the others: the plug-in contract, and values, ports and events shared by at least two modules. Holds no behaviour of its own. */
package org.kairan.core;
