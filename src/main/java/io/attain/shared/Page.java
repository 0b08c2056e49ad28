package io.attain.shared;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a longer list.
 *
 * @param total  how many items there are on all pages
 * @param number which page this is, from 0
 * @param size   how many items a full page has
 */
public record Page<T>(List<T> items, long total, int number, int size) {

    public Page {
        items = List.copyOf(items);
        if (total < 0 || number < 0 || size < 1) {
            throw new IllegalArgumentException("not a page: " + number + " of size " + size + " out of " + total);
        }
    }

    public static <T> Page<T> empty(int size) {
        return new Page<>(List.of(), 0, 0, size);
    }

    public long pages() {
        return Math.ceilDiv(total, size);
    }

    public boolean hasNext() {
        return number + 1L < pages();
    }

    public boolean hasPrevious() {
        return number > 0;
    }

    public <R> Page<R> map(Function<? super T, ? extends R> mapping) {
        return new Page<>(items.stream().<R>map(mapping).toList(), total, number, size);
    }
}
