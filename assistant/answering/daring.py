from types import SimpleNamespace as N
DARING={"careful":N(threshold=.5,refused=.3,answered_elsewhere=.0,answered_near=.5),"balanced":N(threshold=.2,refused=.17,answered_elsewhere=.04,answered_near=.89),"eager":N(threshold=.05,refused=.1,answered_elsewhere=.3,answered_near=.95)}
