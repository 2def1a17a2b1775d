/** How long and how much memory a start takes, beside a bare Payara Micro and an idle PostgreSQL. */
package org.kairan.bench.start;
