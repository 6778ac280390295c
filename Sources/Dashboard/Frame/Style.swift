/// How pages look: light or dark as their reader has it, from 400 to 1800 pixels wide.
enum Style {
  static let text = colours + frame + content + forms + pictures

  private static let colours = """
    :root { color-scheme: light dark; --paper: #fff; --raised: #f6f8fa; --text: #1c1f23;
      --muted: #59636e; --line: #d1d9e0; --edge: #818b98; --ground: #e4e9ee; --ink: #2166ac;
      --link: #0b5cad; --good: #1a7f37; --bad: #c0282d; --mark: #8a5d00; --on: #fff;
      --i1: #2166ac; --i2: #1a7f37; --i3: #c0282d; --i4: #8a5d00; --i5: #6e4fb8; --i6: #0e7c86; }
    @media (prefers-color-scheme: dark) { :root { --paper: #0f1317; --raised: #171c22;
      --text: #dfe5ea; --muted: #9aa5af; --line: #2b333b; --edge: #6b7682; --ground: #262e36;
      --ink: #6cb0f2; --link: #7db9f5; --good: #4fc26b; --bad: #ff7b72; --mark: #e3b341;
      --on: #0f1317; --i1: #6cb0f2; --i2: #4fc26b; --i3: #ff7b72; --i4: #e3b341; --i5: #b39af2;
      --i6: #4cc4cf; } }

    """

  private static let frame = """
    * { box-sizing: border-box; }
    html { scroll-padding-top: 4rem; }
    body { margin: 0; background: var(--paper); color: var(--text);
      font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
    .top { display: flex; flex-wrap: wrap; align-items: center; gap: .2rem 1.2rem;
      padding: .5rem 1.2rem; border-bottom: 1px solid var(--line); background: var(--raised); }
    .brand { font-weight: 700; font-size: 1.1rem; color: var(--text); text-decoration: none; }
    nav ul { display: flex; flex-wrap: wrap; gap: .1rem; list-style: none; margin: 0; padding: 0; }
    nav a { display: block; padding: .3rem .6rem; border-radius: 6px; color: var(--text);
      text-decoration: none; }
    nav a:hover { background: var(--ground); }
    nav a[aria-current] { background: var(--ink); color: var(--on); font-weight: 600; }
    .live { margin: 0 0 0 auto; color: var(--muted); font-size: .85rem; }
    .live.on::before { content: "●"; color: var(--good); margin-right: .35rem; }
    .live.off::before { content: "○"; color: var(--bad); margin-right: .35rem; }
    main { max-width: 112rem; margin: 0 auto; padding: 1.2rem; outline: none; }
    footer { max-width: 112rem; margin: 0 auto; padding: .6rem 1.2rem 2rem; color: var(--muted);
      font-size: .85rem; overflow-wrap: anywhere; }
    .skip { position: absolute; left: -99rem; } .skip:focus { left: .5rem; top: .5rem;
      background: var(--paper); padding: .4rem .8rem; z-index: 9; }
    :focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; border-radius: 3px; }
    nav a[aria-current]:focus-visible { outline-color: var(--text); }
    dialog { background: var(--paper); color: var(--text); border: 1px solid var(--edge);
      border-radius: 8px; max-width: 26rem; } dialog::backdrop { background: #0008; }
    kbd { background: var(--ground); border-radius: 4px; padding: .05rem .35rem; font-size: .85em; }

    """

  private static let content = """
    h1 { font-size: 1.5rem; margin: 0 0 .6rem; overflow-wrap: anywhere; }
    h2 { font-size: 1.15rem; margin: 1.8rem 0 .5rem; padding-bottom: .2rem;
      border-bottom: 1px solid var(--line); }
    h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
    p { margin: .35rem 0; overflow-wrap: anywhere; max-width: 80rem; }
    a { color: var(--link); }
    code, pre, textarea, .code { font-family: ui-monospace, "DejaVu Sans Mono", monospace;
      font-size: .88em; }
    pre { background: var(--raised); border: 1px solid var(--line); border-radius: 6px;
      padding: .6rem .8rem; overflow: auto; max-height: 40rem; white-space: pre-wrap;
      overflow-wrap: anywhere; }
    .table { overflow-x: auto; margin: .4rem 0 .8rem; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
    table.full { width: 100%; }
    th { color: var(--muted); font-weight: 500; text-align: left; white-space: nowrap; }
    th, td { padding: .28rem .9rem .28rem 0; border-bottom: 1px solid var(--line);
      vertical-align: top; }
    td { max-width: 28rem; overflow-wrap: break-word; } td.code { overflow-wrap: anywhere; }
    td.code, td.says { min-width: 14rem; }
    tbody tr:hover { background: var(--raised); }
    time, .word { white-space: nowrap; }
    .number { text-align: right; white-space: nowrap; } .check { width: 1.8rem; }
    td[data-nothing], .muted { color: var(--muted); }
    .strong { font-weight: 600; } .highlighted, .doubtful { color: var(--mark); font-weight: 600; }
    .good { color: var(--good); } .bad { color: var(--bad); }
    .cards { display: grid; gap: .8rem; margin: .6rem 0 1rem; padding: 0; list-style: none;
      grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr)); }
    .cards > * { border: 1px solid var(--line); border-radius: 8px; padding: .7rem .9rem;
      background: var(--raised); min-width: 0; }
    .cards h2, .cards h3 { border: 0; margin: 0; padding: 0; font-size: .85rem; font-weight: 500;
      color: var(--muted); }
    .big { font-size: 1.6rem; font-weight: 600; line-height: 1.3; margin: 0;
      font-variant-numeric: tabular-nums; }
    .columns { display: grid; gap: 0 2rem;
      grid-template-columns: repeat(auto-fit, minmax(min(34rem, 100%), 1fr)); }
    .columns > * { min-width: 0; }
    .badge { display: inline-block; padding: 0 .5rem; border-radius: 999px; font-size: .85rem;
      border: 1px solid var(--edge); white-space: nowrap; }
    .badge.success { color: var(--good); border-color: currentColor; }
    .badge.failure, .badge.timeout, .badge.blocked { color: var(--bad); border-color: currentColor; }
    .badge.partial, .badge.cancelled { color: var(--mark); border-color: currentColor; }
    .badge.running { color: var(--ink); border-color: currentColor; }
    .notice { border: 1px solid var(--edge); border-left-width: 4px; border-radius: 6px;
      padding: .5rem .8rem; } .notice.bad { border-color: var(--bad); }
    .notice.good { border-color: var(--good); }
    .pages { display: flex; flex-wrap: wrap; gap: .3rem 1rem; align-items: baseline; }
    dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem 1rem; }
    dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
    details > summary { cursor: pointer; }
    .tabs { display: flex; flex-wrap: wrap; gap: .2rem 1rem; padding: 0; list-style: none; }
    .tabs [aria-current] { font-weight: 600; color: var(--text); text-decoration: none; }
    @media (max-width: 40rem) { body { font-size: 14px; } main { padding: .8rem; }
      .top { padding: .4rem .8rem; } th, td { padding-right: .6rem; }
      nav a { padding: .3rem .5rem; } .big { font-size: 1.3rem; }
      .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .5rem; }
      .cards > :first-child { grid-column: 1 / -1; }
      dl { grid-template-columns: minmax(0, 1fr); } dd { margin-bottom: .4rem; } }
    @media print { .top, form, footer { display: none; } }

    """

  private static let forms = """
    form.filter { display: flex; flex-wrap: wrap; gap: .5rem .8rem; align-items: end;
      margin: .4rem 0 .8rem; }
    label { display: inline-flex; flex-direction: column; font-size: .85rem; color: var(--muted);
      min-width: 0; } label.wide { flex: 1 1 22rem; }
    label.line { flex-direction: row; gap: .4rem; align-items: center; color: var(--text); }
    input, select, textarea, button { font: inherit; color: var(--text); background: var(--paper);
      border: 1px solid var(--edge); border-radius: 6px; padding: .3rem .5rem; max-width: 100%; }
    textarea { width: 100%; min-height: 4.5rem; } label.wide input { width: 100%; }
    input[type=checkbox] { width: 1.05rem; height: 1.05rem; accent-color: var(--ink); margin: 0; }
    button, .button { background: var(--ink); border-color: var(--ink); color: var(--on);
      font-weight: 600; cursor: pointer; padding: .3rem .9rem; text-decoration: none;
      border-radius: 6px; display: inline-block; }
    button.plain, .button.plain { background: var(--paper); color: var(--link);
      border: 1px solid var(--edge); font-weight: 500; }
    button.link { background: none; border: 0; color: var(--link); padding: 0; font-weight: 400;
      text-decoration: underline; }
    .fields { display: grid; gap: .7rem 1.2rem; margin: .6rem 0;
      grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr)); }
    .fields label { font-size: .85rem; } .fields .all { grid-column: 1 / -1; }
    .fields input, .fields select { width: 100%; } .fields .line input { width: 1.05rem; }
    .wrong { color: var(--bad); } [aria-invalid=true] { border-color: var(--bad); }
    fieldset { border: 1px solid var(--line); border-radius: 8px; margin: .6rem 0;
      padding: .5rem .9rem .8rem; min-width: 0; } legend { color: var(--muted); padding: 0 .3rem; }
    .choices { display: flex; flex-wrap: wrap; gap: .3rem 1rem; }
    progress { width: 100%; max-width: 30rem; accent-color: var(--ink); }

    """

  private static let pictures = """
    svg { display: inline-block; vertical-align: middle; max-width: 100%; }
    svg.bar { width: 9rem; height: .6rem; border-radius: 2px; }
    svg.chart { width: 100%; height: auto; display: block; }
    svg text { fill: var(--muted); font-size: 11px; } svg .name { fill: var(--text); }
    .ground { fill: var(--ground); } .ink { fill: var(--ink); } rect.part { opacity: .4; }
    .grid { stroke: var(--line); stroke-width: 1; } .axis { stroke: var(--edge); }
    .trace { fill: none; stroke: var(--ink); stroke-width: 1.5; }
    .threshold { stroke: var(--bad); stroke-dasharray: 5 3; } svg .threshold-name { fill: var(--bad); }
    .s-success { fill: var(--good); } .s-failure, .s-timeout, .s-blocked { fill: var(--bad); }
    .s-partial, .s-cancelled { fill: var(--mark); } .s-running { fill: var(--ink); }
    .s-unknown, .s-skipped { fill: var(--edge); }
    .k0 { fill: var(--i1); } .k1 { fill: var(--i2); } .k2 { fill: var(--i4); }
    .k3 { fill: var(--i5); } .k4 { fill: var(--i6); } .k5 { fill: var(--i3); }
    svg .on { fill: var(--on); } .tile { stroke: var(--paper); stroke-width: 2; }
    .critical { fill: var(--mark); } .span { fill: var(--ink); opacity: .8; }
    .span.failed { fill: var(--bad); opacity: 1; }
    figure { margin: .4rem 0 1rem; max-width: 46rem; } figcaption { font-weight: 600; margin-bottom: .2rem; }
    .legend { display: flex; flex-wrap: wrap; gap: .2rem .9rem; font-size: .85rem;
      color: var(--muted); padding: 0; margin: .2rem 0; list-style: none; }
    .legend svg { width: .8rem; height: .8rem; margin-right: .3rem; }
    .waterfall td { padding-top: .1rem; padding-bottom: .1rem; }
    .waterfall .lane { width: 55%; min-width: 14rem; max-width: none; padding-right: 0; }
    .waterfall .lane svg { width: 100%; height: 1.1rem; display: block; }
    .d1 { padding-left: 1rem; } .d2 { padding-left: 2rem; } .d3 { padding-left: 3rem; }
    .d4 { padding-left: 4rem; } .d5 { padding-left: 5rem; } .d6 { padding-left: 6rem; }

    """
}
