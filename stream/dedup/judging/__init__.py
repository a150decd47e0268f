"""From an article and the state before it to the decision: item, evidence, decision table, notices."""
