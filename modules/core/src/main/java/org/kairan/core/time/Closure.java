package org.kairan.core.time;

/**
 * Says why the hall is closed on a day.
 *
 * @param key {@code weekend}, {@code year-end}, {@code own} for what the city has decided itself, or the holiday's key, {@code childrens-day} say; screens have words for each but {@code own}
 * @param name in Japanese, as the law or the city calls the day
 */
public record Closure(String key, String name) {}
