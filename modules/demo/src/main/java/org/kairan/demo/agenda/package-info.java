/** What stands in the example city's calendars: three quarters of a year behind and one ahead, with the rooms, cars and equipment that are booked. */
package org.kairan.demo.agenda;
