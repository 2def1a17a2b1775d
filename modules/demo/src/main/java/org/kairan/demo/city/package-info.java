/** Who works where in the example city: sections, titles, people and their assignments, past, present and to come. */
package org.kairan.demo.city;
