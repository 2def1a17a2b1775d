/**
 * A year of bulletins in the example city, and who read them when. Texts are hand-written templates (the .txt files beside
 * the classes); dates, places, names and numbers are filled in from the city itself.
 */
package org.kairan.demo.bulletin;
