@NullMarked
package dev.podnetwork.journal;

import org.jspecify.annotations.NullMarked;
