/** Tests of trees, JSON and schemas. */
@NullMarked
package dev.podnetwork.k8s.tree;

import org.jspecify.annotations.NullMarked;
