import { use, init } from 'echarts/core';
import { LineChart, BarChart } from 'echarts/charts';
import { GridComponent, TooltipComponent, LegendComponent, MarkLineComponent } from 'echarts/components';
import { SVGRenderer } from 'echarts/renderers';

use([LineChart, BarChart, GridComponent, TooltipComponent, LegendComponent, MarkLineComponent, SVGRenderer]);

/**
 * Draws credited sales against quota, and what was earned, from `data-series`:
 * {currency, days: [ISO date], credited: [number], earned: [number], quota: number|null, thresholds: [{label, amount}]}.
 * The page says the same in numbers beside it; the picture carries no figure of its own.
 */
export function mount(element) {
  const series = JSON.parse(element.dataset.series);
  const money = new Intl.NumberFormat('en-US', { style: 'currency', currency: series.currency, maximumFractionDigits: 0 });
  const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
  const lines = (series.thresholds ?? []).map((threshold) => ({
    yAxis: threshold.amount,
    label: { formatter: threshold.label, position: 'insideStartTop', color: '#5b6675' }
  }));
  const highest = Math.max(...series.credited, ...(series.thresholds ?? []).map((threshold) => threshold.amount), 1);

  element.replaceChildren();
  const chart = init(element, null, { renderer: 'svg' });
  chart.setOption({
    animation: false,
    grid: { left: 8, right: 8, top: 36, bottom: 8, containLabel: true },
    legend: { top: 0, left: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 4, textStyle: { color: '#364152' } },
    tooltip: { trigger: 'axis', valueFormatter: (value) => money.format(value) },
    xAxis: {
      type: 'time',
      axisLabel: { color: '#5b6675', hideOverlap: true, formatter: { year: '{MMM} {yyyy}', month: '{MMM}', day: '{d} {MMM}' } },
      axisLine: { lineStyle: { color: '#c6ced8' } }
    },
    yAxis: [
      { type: 'value', max: niceCeiling(highest), axisLabel: { color: '#5b6675', formatter: (value) => short.format(value) }, splitLine: { lineStyle: { color: '#eef1f5' } } },
      { type: 'value', axisLabel: { color: '#2f7d55', formatter: (value) => short.format(value) }, splitLine: { show: false } }
    ],
    series: [
      {
        name: 'Credited sales', type: 'line', step: 'end', showSymbol: false, color: '#1f4e8c', lineStyle: { width: 2 }, areaStyle: { opacity: 0.08 },
        data: series.days.map((day, index) => [day, series.credited[index]]),
        markLine: { silent: true, symbol: 'none', lineStyle: { color: '#8b96a5', type: 'dashed' }, data: lines }
      },
      {
        name: 'Earned (right scale)', type: 'line', step: 'end', yAxisIndex: 1, showSymbol: false, color: '#2f7d55', lineStyle: { width: 2 },
        data: series.days.map((day, index) => [day, series.earned[index]])
      }
    ]
  });
  new ResizeObserver(() => chart.resize()).observe(element);
}

function niceCeiling(value) {
  const step = 10 ** Math.floor(Math.log10(value)) / 2;
  return Math.ceil((value * 1.05) / step) * step;
}
