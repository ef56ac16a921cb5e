// Degrees out of a form's two fields; a fault is told beside them.
(function () {
  'use strict';

  const { t } = window.page.text;

  // {lon, lat}, or null once the fault was told.
  function read(form, fault) {
    const faults = [wrong(form.elements.lon, 180), wrong(form.elements.lat, 90)];
    const isWrong = faults.some(Boolean);
    fault.hidden = !isWrong;
    fault.textContent = isWrong ? t('请填度数:经度如 109.5123,纬度如 18.2528(WGS84)。') : '';
    if (isWrong) faults.find(Boolean).focus();
    return isWrong ? null : { lon: Number(form.elements.lon.value), lat: Number(form.elements.lat.value) };
  }

  function wrong(field, most) {
    const value = field.value.trim();
    const isWrong = value === '' || !(Math.abs(Number(value)) <= most);
    if (isWrong) field.setAttribute('aria-invalid', 'true');
    else field.removeAttribute('aria-invalid');
    return isWrong ? field : null;
  }

  window.page.planner = Object.assign(window.page.planner || {}, { degrees: { read } });
})();
