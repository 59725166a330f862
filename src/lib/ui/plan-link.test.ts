import { describe, expect, it } from 'vitest';
import { planFragment, readPlanFragment } from './plan-link.ts';

describe('a plan in a link', () => {
  it('comes back as it was, with defaults filled in', () => {
    const fragment = planFragment({
      models: [{ ref: 'url:https://example.org/a b&c=d.onnx', dims: { batch: 2 } }],
      backends: ['webgl'],
      preset: 'quick',
      seed: 7,
    });
    expect(fragment).not.toMatch(/[ &]/);
    const read = readPlanFragment(fragment);
    expect(read).toMatchObject({
      status: 'plan',
      plan: {
        models: [{ ref: 'url:https://example.org/a b&c=d.onnx', dims: { batch: 2 }, inputs: {} }],
        backends: ['webgl'],
        batch: [1],
        preset: 'quick',
        seed: 7,
      },
    });
  });

  it('leaves out what is the default anyway', () => {
    const whole = readPlanFragment(planFragment({ models: [{ ref: 'shelf:x' }], preset: 'quick' }));
    expect(whole.status).toBe('plan');
    if (whole.status !== 'plan') return;
    expect(decodeURIComponent(planFragment(whole.plan))).toBe(
      '#plan={"models":[{"ref":"shelf:x"}],"preset":"quick"}',
    );
  });

  it('is found beside other parts', () => {
    const { status } = readPlanFragment(`${planFragment({ models: [{ ref: 'shelf:x' }] })}&autostart`);
    expect(status).toBe('plan');
  });

  it('is not there in an empty or foreign fragment', () => {
    expect(readPlanFragment('')).toEqual({ status: 'none' });
    expect(readPlanFragment('#results')).toEqual({ status: 'none' });
  });

  it.each(['#plan=', '#plan=%7B%22models', '#plan=%E0%A4%A'])('damaged as %s gets a sentence', (fragment) => {
    const read = readPlanFragment(fragment);
    expect(read).toMatchObject({
      status: 'problem',
      message: expect.stringContaining('cut off or damaged') as string,
    });
  });

  it('names the part that is not allowed', () => {
    const fragment = `#plan=${encodeURIComponent('{"models":[{"ref":"shelf:x"}],"preset":"fast"}')}`;
    expect(readPlanFragment(fragment)).toMatchObject({
      status: 'problem',
      message: expect.stringContaining('preset') as string,
    });
  });
});
