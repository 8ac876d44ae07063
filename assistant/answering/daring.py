from types import SimpleNamespace as N

DARING = {
    "careful": N(threshold=0.5, refused=0.3, answered_elsewhere=0.0, answered_near=0.5),
    "balanced": N(threshold=0.2, refused=0.17, answered_elsewhere=0.04, answered_near=0.89),
    "eager": N(threshold=0.05, refused=0.1, answered_elsewhere=0.3, answered_near=0.95),
}
