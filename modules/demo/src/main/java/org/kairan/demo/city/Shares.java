package org.kairan.demo.city;

/** Divides a whole number by weights without losing any (largest remainder). */
final class Shares {
    private Shares() {}

    static int[] of(int total, double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        int[] shares = new int[weights.length];
        double[] rest = new double[weights.length];
        int left = total;
        for (int i = 0; i < weights.length; i++) {
            double exact = sum == 0 ? 0 : total * weights[i] / sum;
            shares[i] = (int) exact;
            rest[i] = exact - shares[i];
            left -= shares[i];
        }
        for (; left > 0; left--) {
            int largest = 0;
            for (int i = 1; i < rest.length; i++) {
                if (rest[i] > rest[largest]) {
                    largest = i;
                }
            }
            shares[largest]++;
            rest[largest] = -1;
        }
        return shares;
    }
}
