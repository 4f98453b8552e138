/** When an address is given up after its pod is gone: elastic, fixed with a time to live, or fixed for ever. */
@NullMarked
package dev.podnetwork.api.release;

import org.jspecify.annotations.NullMarked;
