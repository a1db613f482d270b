"""Decision records can't lie: each rule, on real files and in real repositories."""
