# Reads lines "fisher ROWS a b c ...", "wilcox N x1 ... xN y1 ...", "holm p1 ..." from
# standard input, and prints the figures of R for each, with 17 digits.

# fisher.test solves for the odds ratio and its interval with the default tolerance of
# uniroot (1e-4). Here the same equations of the noncentral hypergeometric distribution
# are solved on the scale of the logarithm, with a tolerance of 1e-13.
odds <- function(t) {
  x <- t[1, 1]; m <- sum(t[, 1]); n <- sum(t[, 2]); k <- sum(t[1, ])
  support <- max(0, k - n):min(k, m)
  central <- dhyper(support, m, n, k, log = TRUE)
  density <- function(log_ratio) {
    d <- central + log_ratio * support
    d <- exp(d - max(d))
    d / sum(d)
  }
  solve_for <- function(f) {
    exp(uniroot(f, c(-60, 60), tol = 1e-13, maxiter = 10000)$root)
  }
  is_low <- x == min(support); is_high <- x == max(support)
  mean_gap <- function(r) sum(support * density(r)) - x
  upper_gap <- function(r) sum(density(r)[support >= x]) - 0.025
  lower_gap <- function(r) sum(density(r)[support <= x]) - 0.025
  c(
    if (is_low) 0 else if (is_high) Inf else solve_for(mean_gap),
    if (is_low) 0 else solve_for(upper_gap),
    if (is_high) Inf else solve_for(lower_gap)
  )
}

for (line in readLines(file("stdin"))) {
  words <- strsplit(line, " ")[[1]]
  numbers <- as.numeric(words[-1])
  figures <- switch(words[1],
    fisher = {
      t <- matrix(numbers[-1], nrow = numbers[1], byrow = TRUE)
      p <- fisher.test(t, workspace = 2e7)$p.value
      if (all(dim(t) == 2)) c(p, odds(t)) else p
    },
    wilcox = {
      n <- numbers[1]
      x <- numbers[2:(n + 1)]
      suppressWarnings(wilcox.test(x, numbers[-(1:(n + 1))])$p.value)
    },
    holm = p.adjust(numbers, method = "holm")
  )
  cat(sprintf("%.17g", figures), "\n")
}
