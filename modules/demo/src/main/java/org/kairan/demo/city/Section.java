package org.kairan.demo.city;

/**
 * A section of the example city.
 *
 * @param parentId 0 for the city itself
 * @param kind what sort of place it is (課, 保育園 …): see kinds.txt
 * @param district the part of the city it lies in, for texts
 * @param extension the number under which the section as a whole is called
 * @param abolished true for the one that exists in the past only
 */
public record Section(
        int id,
        String code,
        int parentId,
        String kind,
        String name,
        String district,
        int order,
        int extension,
        boolean abolished) {}
