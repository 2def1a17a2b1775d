/** What people do, done through the page in a real browser. */
package org.kairan.systemtest.browser;
