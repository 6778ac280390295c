// Written by scripts/prices.py from prices.yaml, where the figures have their sources: change those.
extension PriceTable {
  /// The prices that come with tlm: what is shown as a cost where the source says none itself.
  package static let shipped = PriceTable(compact: compact)

  // Model, first day, size of request that it holds above; then input, output, what came out of a
  // cache, what went into one, and for an hour, in 1e-12 US dollars for a token; who says so, and when.
  private static let compact = """
    claude-fable-5-1 - - 10000000 50000000 250000 12500000 20000000 anthropic 2026-11-30
    claude-mythos-5-1 - - 10000000 50000000 250000 12500000 20000000 anthropic 2026-11-30
    claude-fable-5 - - 10000000 50000000 1000000 12500000 20000000 anthropic 2026-11-30
    claude-mythos-5 - - 10000000 50000000 1000000 12500000 20000000 anthropic 2026-11-30
    claude-opus-5-5 - - 4000000 20000000 200000 5000000 8000000 anthropic-models 2026-11-30
    claude-opus-5 - - 5000000 25000000 500000 6250000 10000000 anthropic 2026-11-30
    claude-opus-4-8 - - 5000000 25000000 500000 6250000 10000000 anthropic 2026-11-30
    claude-opus-4-7 - - 5000000 25000000 500000 6250000 10000000 anthropic 2026-11-30
    claude-opus-4-6 - - 5000000 25000000 500000 6250000 10000000 anthropic 2026-11-30
    claude-opus-4-5 - - 5000000 25000000 500000 6250000 10000000 anthropic 2026-11-30
    claude-opus-4-1 - - 15000000 75000000 1500000 18750000 30000000 anthropic 2026-11-30
    claude-opus-4 - - 15000000 75000000 1500000 18750000 30000000 anthropic 2026-11-30
    claude-sonnet-5-5 - - 2000000 10000000 200000 2500000 4000000 anthropic-models 2026-11-30
    claude-sonnet-5-5 2026-10-07 - 2000000 10000000 100000 2500000 4000000 claudit 2026-10-25
    claude-sonnet-5 - - 2000000 10000000 200000 2500000 4000000 anthropic-models 2026-11-30
    claude-sonnet-4-6 - - 3000000 15000000 300000 3750000 6000000 anthropic 2026-11-30
    claude-sonnet-4-5 - - 3000000 15000000 300000 3750000 6000000 anthropic 2026-11-30
    claude-sonnet-4-5 - 200000 6000000 22500000 600000 7500000 12000000 llm-prices 2026-08-05
    claude-sonnet-4 - - 3000000 15000000 300000 3750000 6000000 anthropic 2026-11-30
    claude-3-7-sonnet - - 3000000 15000000 300000 3750000 6000000 anthropic 2026-11-30
    claude-haiku-5-5 - - 100000 500000 10000 125000 200000 claudit 2026-10-25
    claude-haiku-5-5 - 100000 500000 2500000 50000 625000 1000000 claudit 2026-10-25
    claude-haiku-4-5 - - 1000000 5000000 100000 1250000 2000000 anthropic 2026-11-30
    claude-3-5-haiku - - 800000 4000000 80000 1000000 1600000 anthropic 2026-11-30
    claude-3-opus - - 15000000 75000000 1500000 18750000 30000000 anthropic 2026-11-30
    claude-3-haiku - - 250000 1250000 30000 300000 500000 anthropic 2026-11-30
    gpt-4.5 - - 75000000 150000000 37500000 - - llm-prices 2026-08-05
    gpt-4o - - 2500000 10000000 1250000 - - llm-prices 2026-08-05
    gpt-4o-mini - - 150000 600000 75000 - - llm-prices 2026-08-05
    o1-preview - - 15000000 60000000 7500000 - - llm-prices 2026-08-05
    o1-pro - - 150000000 600000000 - - - llm-prices 2026-08-05
    o1-mini - - 1100000 4400000 550000 - - llm-prices 2026-08-05
    o3-mini - - 1100000 4400000 550000 - - llm-prices 2026-08-05
    gpt-4.1 - - 2000000 8000000 500000 - - llm-prices 2026-08-05
    gpt-4.1-mini - - 400000 1600000 100000 - - llm-prices 2026-08-05
    gpt-4.1-nano - - 100000 400000 25000 - - llm-prices 2026-08-05
    o4-mini - - 1100000 4400000 275000 - - llm-prices 2026-08-05
    gpt-5-nano - - 50000 400000 5000 - - llm-prices 2026-08-05
    gpt-5-mini - - 250000 2000000 25000 - - llm-prices 2026-08-05
    gpt-5 - - 1250000 10000000 125000 - - llm-prices 2026-08-05
    gpt-5-pro - - 15000000 120000000 - - - llm-prices 2026-08-05
    o3-pro - - 20000000 80000000 - - - llm-prices 2026-08-05
    o4-mini-deep-research - - 2000000 8000000 500000 - - llm-prices 2026-08-05
    o3-deep-research - - 10000000 40000000 2500000 - - llm-prices 2026-08-05
    gpt-5.1-codex-mini - - 250000 2000000 25000 - - llm-prices 2026-08-05
    gpt-5.1-codex - - 1250000 10000000 125000 - - llm-prices 2026-08-05
    gpt-5.1 - - 1250000 10000000 125000 - - llm-prices 2026-08-05
    gpt-5.2 - - 1750000 14000000 175000 - - llm-prices 2026-08-05
    gpt-5.2-pro - - 21000000 168000000 - - - llm-prices 2026-08-05
    gpt-5.4 - - 2500000 15000000 250000 - - llm-prices 2026-08-05
    gpt-5.4 - 272000 5000000 22500000 500000 - - llm-prices 2026-08-05
    gpt-5.4-pro - - 30000000 180000000 - - - llm-prices 2026-08-05
    gpt-5.4-pro - 272000 60000000 270000000 - - - llm-prices 2026-08-05
    gpt-5.4-mini - - 750000 4500000 75000 - - llm-prices 2026-08-05
    gpt-5.4-nano - - 200000 1250000 20000 - - llm-prices 2026-08-05
    gpt-5.5 - - 5000000 30000000 500000 - - llm-prices 2026-08-05
    gpt-5.5 - 272000 10000000 45000000 1000000 - - llm-prices 2026-08-05
    gpt-5.5-pro - - 30000000 180000000 - - - llm-prices 2026-08-05
    gpt-5.5-pro - 272000 60000000 270000000 - - - llm-prices 2026-08-05
    gpt-5.6-sol - - 5000000 30000000 500000 - - llm-prices 2026-08-05
    gpt-5.6-sol - 272000 10000000 45000000 1000000 - - llm-prices 2026-08-05
    gpt-5.6-terra - - 2500000 15000000 250000 - - llm-prices 2026-08-05
    gpt-5.6-terra 2026-07-30 - 2000000 12000000 200000 - - llm-prices 2026-08-05
    gpt-5.6-terra - 272000 5000000 22500000 500000 - - llm-prices 2026-08-05
    gpt-5.6-terra 2026-07-30 272000 4000000 18000000 400000 - - llm-prices 2026-08-05
    gpt-5.6-luna - - 1000000 6000000 100000 - - llm-prices 2026-08-05
    gpt-5.6-luna 2026-07-30 - 200000 1200000 20000 - - llm-prices 2026-08-05
    gpt-5.6-luna - 272000 2000000 9000000 200000 - - llm-prices 2026-08-05
    gpt-5.6-luna 2026-07-30 272000 400000 1800000 40000 - - llm-prices 2026-08-05
    gemini-2.5-pro-preview-03-25 - - 1250000 10000000 - - - llm-prices 2026-08-05
    gemini-2.5-pro-preview-03-25 - 200000 2500000 15000000 - - - llm-prices 2026-08-05
    gemini-2.0-flash-lite - - 75000 300000 - - - llm-prices 2026-08-05
    gemini-2.0-flash - - 100000 400000 - - - llm-prices 2026-08-05
    gemini-1.5-flash - - 75000 300000 - - - llm-prices 2026-08-05
    gemini-1.5-flash - 128000 150000 600000 - - - llm-prices 2026-08-05
    gemini-1.5-flash-8b - - 37500 150000 - - - llm-prices 2026-08-05
    gemini-1.5-flash-8b - 128000 75000 300000 - - - llm-prices 2026-08-05
    gemini-1.5-pro - - 1250000 5000000 - - - llm-prices 2026-08-05
    gemini-1.5-pro - 128000 2500000 10000000 - - - llm-prices 2026-08-05
    gemini-2.5-flash - - 300000 2500000 30000 - - llm-prices 2026-08-05
    gemini-2.5-flash-lite - - 100000 400000 10000 - - llm-prices 2026-08-05
    gemini-2.5-flash-preview-09-2025 - - 300000 2500000 30000 - - llm-prices 2026-08-05
    gemini-2.5-pro - - 1250000 10000000 125000 - - llm-prices 2026-08-05
    gemini-2.5-pro - 200000 2500000 15000000 250000 - - llm-prices 2026-08-05
    gemini-3-pro-preview - - 2000000 12000000 - - - llm-prices 2026-08-05
    gemini-3-pro-preview - 200000 4000000 18000000 - - - llm-prices 2026-08-05
    gemini-3-flash-preview - - 500000 3000000 - - - llm-prices 2026-08-05
    gemini-3.1-pro-preview - - 2000000 12000000 - - - llm-prices 2026-08-05
    gemini-3.1-pro-preview - 200000 4000000 18000000 - - - llm-prices 2026-08-05
    gemini-3.1-flash-lite-preview - - 250000 1500000 25000 - - llm-prices 2026-08-05
    gemini-3.5-flash - - 1500000 9000000 150000 - - llm-prices 2026-08-05
    gemini-3.6-flash - - 1500000 7500000 150000 - - llm-prices 2026-08-05
    gemini-3.5-flash-lite - - 300000 2500000 30000 - - llm-prices 2026-08-05
    """
}
