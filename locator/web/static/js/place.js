// Where the person stands, asked of the phone; each way it can fail has a sentence that says what to do instead.
(function () {
  'use strict';

  const { t } = window.page.text;

  const SENTENCES = {
    insecure: t('这个网址不是 https,浏览器不让定位。点地图或输入地址也可以。'),
    missing: t('这个浏览器不能定位。点地图或输入地址也可以。'),
    refused: t('没有定位权限,点地图或输入地址也可以。'),
    unavailable: t('现在定不了位,室内信号可能弱。到窗边再试,或点地图、输入地址。'),
  };
  const WHY = { 1: 'refused', 2: 'unavailable', 3: 'unavailable' };
  const OPTIONS = { enableHighAccuracy: true, timeout: 15000, maximumAge: 30000 };

  // A promise of {lon, lat, radius}; refused with one of the words of SENTENCES.
  function whereAmI() {
    if (window.isSecureContext === false) return Promise.reject('insecure');
    if (!navigator.geolocation) return Promise.reject('missing');
    return new Promise((resolve, reject) => {
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => resolve({ lon: coords.longitude, lat: coords.latitude, radius: coords.accuracy }),
        (error) => reject(WHY[error.code] || 'unavailable'),
        OPTIONS,
      );
    });
  }

  window.page = Object.assign(window.page || {}, { place: { SENTENCES, whereAmI } });
})();
