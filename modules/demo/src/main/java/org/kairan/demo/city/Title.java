package org.kairan.demo.city;

/** A title (課長, 保育士 …); the lower the order, the higher the rank. */
public record Title(int id, String code, String name, int order) {}
