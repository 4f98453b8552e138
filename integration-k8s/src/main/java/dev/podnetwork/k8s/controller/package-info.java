/** The controllers, one file a step: pods to wishes, policies to Ready, nodes to capacity, explanations to events. */
@NullMarked
package dev.podnetwork.k8s.controller;

import org.jspecify.annotations.NullMarked;
